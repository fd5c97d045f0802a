package dev.signalbox.agent.autoconfigure;

/**
 * What is configured, read once.
 *
 * @param properties what the application wrote
 */
record AgentConfiguration(AgentProperties properties) {}
