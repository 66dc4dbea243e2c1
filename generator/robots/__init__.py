"""Robots: the steps of a forge's workflows that may write. All input from outside is untrusted text.

Each takes an event or a report and returns in words what it did; `atlas robot` runs them.
"""
