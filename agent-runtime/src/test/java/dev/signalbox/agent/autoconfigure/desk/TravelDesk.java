package dev.signalbox.agent.autoconfigure.desk;

import dev.signalbox.agent.DurableAgent;

@DurableAgent
public interface TravelDesk {

    String plan(String goal);
}
