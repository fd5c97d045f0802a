package dev.signalbox.agent.tool;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutionResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out what came of a use of a tool.
 *
 * @param object the tool's object
 * @param method its method
 */
record Reconciliation(Object object, Method method) {

    /** What was found, as a tool of its own, so that it becomes a result as the tool's own would. */
    private record Found(Object value) {}

    /**
     * Those of an object, by tool.
     *
     * @throws IllegalArgumentException if a method has not the right parameter or result, or there are two for one tool
     */
    static Map<String, Reconciliation> of(Object object) {
        Map<String, Reconciliation> found = new LinkedHashMap<>();
        for (Method method : methods(object.getClass())) {
            Reconcile marked = method.getAnnotation(Reconcile.class);
            boolean right = method.getReturnType() == Optional.class
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {IdempotencyKey.class});
            if (!right) {
                throw new IllegalArgumentException("@Reconcile(\"" + marked.value() + "\") is on " + name(method)
                        + ". Such a method takes an IdempotencyKey and returns an Optional: Optional<…> "
                        + method.getName() + "(IdempotencyKey key).");
            }
            if (found.put(marked.value(), new Reconciliation(object, method)) != null) {
                throw new IllegalArgumentException(
                        "Two methods of " + object.getClass().getName() + " are marked @Reconcile(\"" + marked.value()
                                + "\"). Leave one.");
            }
        }
        return found;
    }

    private static Iterable<Method> methods(Class<?> type) {
        return () -> Stream.<Class<?>>iterate(type, parent -> parent != null, Class::getSuperclass)
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Reconcile.class) && !method.isBridge())
                .iterator();
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }

    /**
     * What came of a use.
     *
     * @return empty if it was not done
     * @throws IllegalStateException if nobody knows
     */
    Optional<ToolExecutionResult> find(IdempotencyKey key) {
        try {
            method.setAccessible(true);
            Optional<?> found = (Optional<?>) method.invoke(object, key);
            return found == null ? Optional.empty() : found.map(Reconciliation::result);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name(method) + " has failed.", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(name(method) + " cannot be called.", e);
        }
    }

    private static ToolExecutionResult result(Object value) {
        if (value instanceof String text) {
            return ToolCodec.text(text, false);
        }
        try {
            Method accessor = Found.class.getDeclaredMethod("value");
            ToolExecutionRequest request =
                    ToolExecutionRequest.builder().name("value").arguments("{}").build();
            return new DefaultToolExecutor(new Found(value), accessor)
                    .executeWithContext(request, InvocationContext.builder().build());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has its accessors.", e);
        }
    }
}
