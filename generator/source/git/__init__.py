"""The repository as data: revisions of the atlas, read through git's plumbing and never checked out.

Nothing that is read is executed: no hook, no filter, no external program. Names given by people reach git
only as arguments that cannot be options; names from trees may contain anything.
"""
