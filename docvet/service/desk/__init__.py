"""The desk: pages for people over the same functions as the API.

A page is a template in ``templates`` and a module here with ``router``. What a page changes goes to the API's paths, so that
who may do what, what is bound to which file and what stands in the trail is decided in one place.
"""
