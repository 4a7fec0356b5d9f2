"""Support actions: what they are, how they are asked for, checked, performed and recorded."""
