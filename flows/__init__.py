"""The command line and the Prefect flows: thin, they call the other rooms in order."""

# Imports and vocabularies make objects that stay: looking through them again and again for cycles takes a
# tenth of a short command, or of a reader's start. A long one is still collected from.
OBJECTS_BEFORE_COLLECTION = 100_000
