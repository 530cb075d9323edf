from __future__ import annotations

import pytest

from flows.errors import UserError
from flows.orchestration import configured_api

ADDRESS = "http://127.0.0.1:4200/api"
PROFILES = f'active = "quiet"\n[profiles.quiet]\n[profiles.local]\nPREFECT_API_URL = "{ADDRESS}"\n'


@pytest.fixture
def home(tmp_path):
    (tmp_path / "profiles.toml").write_text(PROFILES)
    return {"PREFECT_HOME": str(tmp_path)}


def test_nothing_configured(tmp_path):
    assert configured_api({"PREFECT_HOME": str(tmp_path)}) is None


def test_the_address_in_the_environment(home):
    assert configured_api({**home, "PREFECT_API_URL": ADDRESS}) == ADDRESS


def test_a_profile_without_an_address(home):
    assert configured_api(home) is None


def test_the_profile_that_the_environment_names(home):
    assert configured_api({**home, "PREFECT_PROFILE": "local"}) == ADDRESS


def test_the_active_profile(home, tmp_path):
    (tmp_path / "profiles.toml").write_text(PROFILES.replace('active = "quiet"', 'active = "local"'))
    assert configured_api(home) == ADDRESS


def test_profiles_that_are_no_toml(home, tmp_path):
    (tmp_path / "profiles.toml").write_text("active =")
    with pytest.raises(UserError, match=r"profiles\.toml: Prefect's profiles cannot be read"):
        configured_api(home)
