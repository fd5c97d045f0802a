package dev.signalbox.agent.journal;

/**
 * Something that happened and has no place in the journal yet.
 *
 * @param type the simple name of the event's type
 * @param payload JSON
 */
public record Happening(String type, String payload) {}
