package dev.signalbox.agent;

import dev.signalbox.agent.json.Json;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of an AI service's method, as it is written.
 *
 * @param method the name of the method
 * @param types the class names of its parameters
 * @param arguments JSON of each argument
 */
record AgentCall(String method, List<String> types, List<String> arguments) {

    static AgentCall of(Method method, @Nullable Object @Nullable [] arguments, Json json) {
        List<String> written = new ArrayList<>();
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            written.add(json.write(argument));
        }
        return new AgentCall(method.getName(), names(method), written);
    }

    private static List<String> names(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
    }

    /**
     * The method of that name and those parameters.
     *
     * @throws IllegalStateException if there is none any more
     */
    Method in(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(candidate ->
                        candidate.getName().equals(method) && names(candidate).equals(types))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        type.getName() + " has no method " + method + types + ", which a run was started with."));
    }

    /** The arguments, as the method wants them. */
    @Nullable
    Object[] values(Method called, Json json) {
        Type[] wanted = called.getGenericParameterTypes();
        @Nullable Object[] values = new Object[wanted.length];
        for (int index = 0; index < wanted.length; index++) {
            values[index] = json.value(arguments.get(index), wanted[index]);
        }
        return values;
    }
}
