"""Live traffic: callers of the API, and the three functions of the reference stack, simulated over the server's own stores."""
