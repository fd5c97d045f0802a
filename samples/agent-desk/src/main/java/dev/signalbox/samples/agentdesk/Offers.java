package dev.signalbox.samples.agentdesk;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.ToolEffect;
import org.springframework.stereotype.Component;

/** What there is to find. */
@Component
class Offers {

    private final EffectLog effects;

    Offers(EffectLog effects) {
        this.effects = effects;
    }

    @Tool("Finds a flight")
    @ToolEffect(Effect.READ)
    String findFlight(@P("the city") String city) {
        effects.add("findFlight " + city);
        return "SB 561 to " + city + ", there and back for 186 EUR";
    }

    @Tool("Finds a hotel")
    @ToolEffect(Effect.READ)
    String findHotel(@P("the city") String city) {
        effects.add("findHotel " + city);
        return "Estrela in " + city + ", the whole stay for 300 EUR";
    }

    @Tool("Finds sights")
    @ToolEffect(Effect.READ)
    String findSights(@P("the city") String city) {
        effects.add("findSights " + city);
        return "the old town, the castle, the river";
    }
}
