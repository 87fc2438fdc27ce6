"""What was seen of a workspace's files the last time: kept in its own directory, thrown away when in doubt.

Nothing here imports a library: what a command needs to say that nothing has changed must start at once.
"""
