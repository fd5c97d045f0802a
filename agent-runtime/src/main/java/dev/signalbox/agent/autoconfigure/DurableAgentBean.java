package dev.signalbox.agent.autoconfigure;

import dev.signalbox.agent.AgentRuntime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;

/**
 * An object of an interface whose every call is a run. Asks for the runtime when it is called first, because programs and tools
 * of the runtime may need the object.
 *
 * @param <A> the interface
 */
@RequiredArgsConstructor
final class DurableAgentBean<A> implements FactoryBean<A>, InvocationHandler {

    private final Class<A> type;
    private final ObjectProvider<AgentRuntime> runtime;
    private volatile @Nullable A agent;

    @Override
    public A getObject() {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }

    @Override
    public Class<A> getObjectType() {
        return type;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(self, method, arguments);
        }
        try {
            method.trySetAccessible(); // the interface may be its package's own
            return method.invoke(agent(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private A agent() {
        A known = agent;
        if (known == null) {
            known = runtime.getObject().agent(type);
            agent = known;
        }
        return known;
    }

    private Object ofObject(Object self, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "durable " + type.getSimpleName();
        };
    }
}
