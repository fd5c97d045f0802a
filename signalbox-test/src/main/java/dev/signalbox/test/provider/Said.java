package dev.signalbox.test.provider;

/** The text of one message of a request, and whether the user said it. */
record Said(boolean byUser, String text) {}
