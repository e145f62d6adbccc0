"""Settings that every test shares."""

from hypothesis import HealthCheck, settings

# This machine, and the next, may be busy: how long an example takes is no property of the library.
settings.register_profile(
    "steady",
    deadline=None,
    database=None,  # examples kept from another state of the code say nothing of this one
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("steady")
