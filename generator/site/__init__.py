"""Turns a catalogue into the folder of a static site.

Other packages import the module of a step and call its function: `build.build` builds and publishes a site,
`prepare.prepare` checks an atlas and lists its pages, `render_pages.render_pages` writes some of them.

Nothing is imported here, so that importing views does not import the build.
"""
