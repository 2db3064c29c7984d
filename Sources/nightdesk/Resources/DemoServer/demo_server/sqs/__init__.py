"""SQS over the JSON protocol: an implementation of its own, as moto's recounts a whole queue at every message."""
