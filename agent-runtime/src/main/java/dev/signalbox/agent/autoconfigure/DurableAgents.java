package dev.signalbox.agent.autoconfigure;

import java.util.List;

/**
 * The interfaces of an application whose every call is a run.
 *
 * @param types the interfaces
 */
record DurableAgents(List<Class<?>> types) {}
