"""Robots: the steps of a forge's workflows with write access. All outside input is untrusted text.

Each takes an event or a report and returns in words what it did; `atlas robot` runs them.
"""
