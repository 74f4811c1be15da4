"""What `karteo` can do: one file per command, each with `add` (its arguments) and `run`."""
