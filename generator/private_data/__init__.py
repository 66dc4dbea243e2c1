"""What is kept out of git: the pool of experts, clusters and staff of services, and the draw of experts.

Git keeps whatever was once pushed and shows it to everybody, so none of this is ever in the repository
(152-ФЗ). Only `atlas report --private` and `atlas experts` read it; a build never does.
"""
