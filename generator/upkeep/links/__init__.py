"""Finds dead links of records.

A site that refuses robots, asks to wait or does not answer in time is not dead. A page is dead when the site
says so or its name is unknown, and only when a second probe says the same.
"""
