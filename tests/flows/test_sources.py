from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from flows.errors import SourceError
from flows.sources import Source, find_sources, fingerprint, read_sidecar


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_folder_with_a_sidecar_is_one_source_named_by_the_folder(tmp_path):
    _write(tmp_path / "raw/gong_2023/letter.txt", "text")
    _write(tmp_path / "raw/gong_2023/source.toml", 'file = "letter.txt"\nlicense = "unknown"')
    (source,) = find_sources([tmp_path / "raw"]).sources
    assert (source.source_id, source.path.name, source.sidecar.license) == (
        "gong_2023",
        "letter.txt",
        "unknown",
    )


def test_a_sidecar_need_not_name_the_only_file(tmp_path):
    _write(tmp_path / "one/source.toml", "")
    _write(tmp_path / "one/letter.txt", "text")
    assert find_sources([tmp_path / "one"]).sources[0].path == tmp_path / "one/letter.txt"


def test_a_sidecar_must_say_which_of_several_files(tmp_path):
    for name in ("source.toml", "a.txt", "b.txt"):
        _write(tmp_path / "two" / name, "")
    (problem,) = find_sources([tmp_path / "two"]).problems
    assert "say which file is the document" in problem.message
    assert "a.txt, b.txt" in problem.message


def test_files_without_a_sidecar_are_single_abstracts_in_order_of_their_name(tmp_path):
    _write(tmp_path / "b/second.txt", "text")
    _write(tmp_path / "first.html", "text")
    assert [source.source_id for source in find_sources([tmp_path]).sources] == ["first", "second"]


def test_other_files_of_a_folder_are_passed_over_and_said(tmp_path):
    for name in ("abstract.txt", "README.md", "gold.jsonl", ".hidden.txt"):
        _write(tmp_path / name, "text")
    found = find_sources([tmp_path])
    assert [source.source_id for source in found.sources] == ["abstract"]
    assert sorted(path.name for path in found.skipped) == ["README.md", "gold.jsonl"]


@pytest.mark.parametrize("name", ["", "corrections.toml"])
def test_corrections_that_nothing_would_read_are_a_problem(tmp_path, name):
    for file in ("abstract.txt", "corrections.toml"):
        _write(tmp_path / "s" / file, "text")
    (problem,) = find_sources([tmp_path / "s" / name]).problems
    assert "corrections.toml: corrections are read beside a source.toml" in problem.message
    assert problem.source_id == "s"


def test_corrections_beside_a_sidecar_are_no_document(tmp_path):
    for file in ("source.toml", "abstract.txt", "corrections.toml"):
        _write(tmp_path / "s" / file, "")
    found = find_sources([tmp_path])
    assert [source.path.name for source in found.sources] == ["abstract.txt"]
    assert found.problems == found.skipped == ()


def test_a_file_that_was_named_is_read_whatever_it_is_called(tmp_path):
    path = _write(tmp_path / "README.md", "text")
    assert find_sources([path]).sources == (Source("README", path),)


def test_a_path_named_twice_is_one_source(tmp_path):
    path = _write(tmp_path / "a.txt", "text")
    assert len(find_sources([path, path, tmp_path]).sources) == 1


def test_two_files_of_one_name_are_a_problem_and_the_first_is_read(tmp_path):
    _write(tmp_path / "a/abstract.txt", "text")
    _write(tmp_path / "b/abstract.txt", "text")
    found = find_sources([tmp_path])
    assert [source.path.parent.name for source in found.sources] == ["a"]
    assert "'abstract' is already" in found.problems[0].message


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [
        ("title = ", "cannot be read as TOML"),
        ('licence = "MIT"', "unknown key 'licence'; known are file, sha256"),
        ('bytes = "12"', "bytes = '12' is no int"),
    ],
)
def test_a_sidecar_with_a_mistake_says_which(tmp_path, sidecar, message):
    path = _write(tmp_path / "source.toml", sidecar)
    with pytest.raises(SourceError, match=message):
        read_sidecar(path)


def _received(tmp_path: Path, text: str) -> Source:
    """A source whose sidecar holds the fingerprint of `text`."""
    digest = sha256(text.encode()).hexdigest()
    _write(tmp_path / "s/source.toml", f'file = "a.txt"\nsha256 = "{digest}"\nbytes = {len(text)}')
    _write(tmp_path / "s/a.txt", text)
    return find_sources([tmp_path]).sources[0]


def test_the_fingerprint_of_an_unchanged_file(tmp_path):
    source = _received(tmp_path, "ORR 45%")
    assert fingerprint(source).bytes == 7
    assert fingerprint(source).sha256 == source.sidecar.sha256


@pytest.mark.parametrize(("changed", "what"), [("ORR 46%", "sha256 is"), ("ORR 45% ", "bytes is 8")])
def test_a_changed_byte_is_an_error_that_says_what_to_do(tmp_path, changed, what):
    source = _received(tmp_path, "ORR 45%")
    source.path.write_text(changed, "utf-8")
    with pytest.raises(
        SourceError, match=rf"a\.txt: not the file as received: {what}.* put the original back"
    ):
        fingerprint(source)


def test_a_file_that_its_sidecar_names_and_nobody_finds(tmp_path):
    _write(tmp_path / "s/source.toml", 'file = "gone.txt"')
    with pytest.raises(SourceError, match=r"gone\.txt: cannot be opened \(No such file"):
        fingerprint(find_sources([tmp_path]).sources[0])


def test_the_letter_is_byte_for_byte_the_one_received():
    raw = Path(__file__).parents[2] / "raw"
    (letter,) = (source for source in find_sources([raw]).sources if source.source_id == "vrr_aml_ash_2023")
    assert letter.sidecar.sha256 == "68ac08fb54763fddcc9f69c0363b19434f52cd5074802d7e63fa67c76dee674b"
    assert fingerprint(letter).bytes == 10735
