"""Finds dead links in records.

A site that refuses robots, asks them to wait or does not answer in time is not dead. A page is dead if the
site says so or its host name is unknown, and only if a second probe confirms it.
"""
