package dev.signalbox.samples.agentdesk;

import dev.langchain4j.service.tool.ToolProvider;
import dev.signalbox.agent.Run;
import dev.signalbox.agent.pattern.PlanAndExecute;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Plans a trip, finds what is needed for it side by side, books, and tells the traveller. */
@Component
class TravelDesk extends PlanAndExecute<String, String, String, String> {

    private static final int CONCURRENCY = 2;

    private final ToolProvider weather;

    TravelDesk(ToolProvider weather) {
        super(CONCURRENCY);
        this.weather = weather;
    }

    @Override
    protected List<String> plan(String trip, Run run) {
        return run.agent(Planner.class).plan(trip).tasks();
    }

    @Override
    protected String execute(String task, Run run) {
        return run.agent(Researcher.class, agent -> agent.toolProvider(weather)).find(task);
    }

    @Override
    protected String answer(String trip, List<Done<String, String>> done, Run run) {
        String found = done.stream().map(Done::result).collect(Collectors.joining("\n"));
        String booking = run.agent(Booker.class).book(trip, found);
        return run.agent(Writer.class).tell(trip, found, booking);
    }
}
