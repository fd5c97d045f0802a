package dev.signalbox.agent;

import dev.signalbox.agent.json.Json;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The programs that a runtime knows. */
final class Programs {

    private final Map<String, Program> byName = new TreeMap<>();

    /**
     * One of them.
     *
     * @param name its name in the journal
     * @param code what it does
     * @param input the type of what its runs are started with
     * @param output the type of what comes of them
     */
    record Program(String name, AgentProgram<Object, Object> code, Type input, Type output) {}

    @SuppressWarnings("unchecked")
    Programs(Collection<AgentProgram<?, ?>> programs, Json json) {
        for (AgentProgram<?, ?> code : programs) {
            Class<?> type = code.getClass();
            Program program = new Program(
                    code.name(),
                    (AgentProgram<Object, Object>) code,
                    json.parameter(type, AgentProgram.class, 0),
                    json.parameter(type, AgentProgram.class, 1));
            Program other = byName.put(program.name(), program);
            if (other != null) {
                throw new IllegalArgumentException("The programs " + type.getName() + " and "
                        + other.code().getClass().getName() + " have the same name '" + program.name()
                        + "'. Override name() in one of them.");
            }
        }
    }

    /** The program of that name, {@code null} if it is not known here. */
    @Nullable
    Program named(String name) {
        return byName.get(name);
    }

    /** Their names, in alphabetical order. */
    Set<String> names() {
        return byName.keySet();
    }

    /** The program that runs the calls of an AI service. */
    Program agent(Class<?> type) {
        return byName.values().stream()
                .filter(program -> ((AgentProgram<?, ?>) program.code()) instanceof DurableAgentProgram<?> durable
                        && durable.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        type.getName() + " is no durable agent of this runtime. Known are " + byName.keySet() + "."));
    }

    /** The program of that class. */
    Program of(Class<?> type) {
        List<Program> fitting = byName.values().stream()
                .filter(program -> type.isInstance(program.code()))
                .toList();
        if (fitting.size() != 1) {
            throw new IllegalArgumentException("There " + (fitting.isEmpty() ? "is no program" : "are several programs")
                    + " of " + type.getName() + ". Known are " + byName.keySet() + ".");
        }
        return fitting.get(0);
    }
}
