"""Support actions: definition, form, catalogue, pipeline, runs, worker."""
