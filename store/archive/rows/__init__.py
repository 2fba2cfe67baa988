"""Tables of the archive: conversion of values to rows and back, both in one place."""
