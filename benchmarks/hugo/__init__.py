"""The same atlas as a site for Hugo: what the generator's build is measured against."""
