package dev.signalbox.agent.tool;

import static dev.signalbox.agent.tool.ToolBench.request;
import static dev.signalbox.agent.tool.ToolBench.uses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.AiMessage;
import dev.signalbox.agent.journal.EventRecord;
import dev.signalbox.agent.journal.Stop;
import dev.signalbox.agent.tool.ToolBench.End;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopGuardTests {

    private final ToolBench bench = new ToolBench();
    private final Door door = new Door();

    @AfterEach
    void close() {
        bench.close();
    }

    static class Door {

        int knocks;

        @Tool
        String knock(int times) {
            knocks++;
            return "nobody";
        }
    }

    private void knocks(int rounds) {
        bench.says(Collections.nCopies(rounds, uses("knock", "{\"times\": 2}")).toArray(new AiMessage[0]));
        bench.says(AiMessage.from("gone"));
    }

    private List<String> told() {
        return bench.told().stream().map(message -> message.text()).toList();
    }

    @Test
    void tellsThenEscalatesThenBlocks() {
        knocks(5);

        End end = bench.slice(door);

        assertThat(end.answer()).isEqualTo("gone");
        assertThat(told().subList(0, 2)).containsOnly("nobody");
        assertThat(told().get(2)).startsWith("nobody").contains("several times");
        assertThat(told().get(3)).startsWith("nobody").contains("several times");
        assertThat(told().get(4)).doesNotContain("nobody").contains("was not used");
        assertThat(door.knocks).isEqualTo(4);
        assertThat(bench.store.events(ToolBench.RUN, 0, 1000))
                .filteredOn(event -> event.type().equals("Escalated"))
                .singleElement()
                .extracting(EventRecord::payload)
                .isEqualTo("{\"tool\":\"knock\"}");
    }

    @Test
    void endsARunThatGoesOnNevertheless() {
        knocks(6);

        End end = bench.slice(door);

        assertThat(end.stop())
                .isInstanceOfSatisfying(
                        Stop.LimitReached.class,
                        limit -> assertThat(limit.why()).contains("'knock'", "6 rounds"));
        assertThat(door.knocks).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8, 9})
    void aRestartForgetsNothing(int crashAt) {
        knocks(5);

        bench.crashAt(crashAt, true).slice(door);
        End end = bench.slice(door);

        assertThat(end.answer()).isEqualTo("gone");
        assertThat(told().get(4)).contains("was not used");
        assertThat(door.knocks).isEqualTo(4);
    }

    @Test
    void theSameTwiceInARoundAndAfterAnotherRoundIsNoLoop() {
        AiMessage twice =
                AiMessage.from(request("a", "knock", "{\"times\": 2}"), request("b", "knock", "{ \"times\":2}"));
        AiMessage other = uses("knock", "{\"times\": 3}");
        bench.says(twice, twice, other, twice, twice, AiMessage.from("gone"));

        bench.slice(door);

        assertThat(told()).containsOnly("nobody");
        assertThat(door.knocks).isEqualTo(9);
    }

    @Test
    void canBeTurnedOff() {
        bench.box(box -> box.loops(LoopLimits.NONE));
        knocks(9);

        End end = bench.slice(door);

        assertThat(end.answer()).isEqualTo("gone");
        assertThat(door.knocks).isEqualTo(9);
    }

    @Test
    void theLadderIsClimbedInOrder() {
        assertThatThrownBy(() -> new LoopLimits(3, 2, 5, 6)).hasMessageContaining("3, 2, 5, 6");
    }
}
