"""A catalogue becomes the folder of a static site.

Neighbours import the module of a step and call its function: `build.build` makes and publishes a site,
`prepare.prepare` checks an atlas and lists its pages, `render_pages.render_pages` writes some of them.
Nothing is imported here: views do not bring the build with them.
"""
