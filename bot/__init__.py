"""The running program: settings, command line, assembling, transports, terminal."""
