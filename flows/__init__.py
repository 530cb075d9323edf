"""The command line and the Prefect flows: thin, they call the other rooms in order."""
