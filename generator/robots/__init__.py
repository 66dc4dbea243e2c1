"""Robots: what workflows of the forge do with rights. They treat all that comes from outside as text.

Each takes what happened (the event, a report) and returns in words what it did; `atlas robot` runs them.
"""
