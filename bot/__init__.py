"""The application: settings, command line, assembly, transports, terminal."""
