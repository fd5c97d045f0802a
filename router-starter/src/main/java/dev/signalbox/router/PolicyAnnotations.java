package dev.signalbox.router;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ModelPolicy} says about an AI-service method.
 *
 * @param ofMethod on the method, {@code null} if nothing
 * @param ofType on its type, {@code null} if nothing
 */
@Slf4j
record PolicyAnnotations(
        @Nullable String ofMethod, @Nullable String ofType) {

    private static final PolicyAnnotations NONE = new PolicyAnnotations(null, null);

    /** Reads them; an AI service that cannot be loaded from here has none. */
    static PolicyAnnotations of(String service, String method, List<Object> arguments) {
        Class<?> type = load(service);
        if (type == null) {
            return NONE;
        }
        List<Optional<String>> named = Arrays.stream(type.getMethods())
                .filter(candidate -> Modifier.isAbstract(candidate.getModifiers()))
                .filter(candidate -> candidate.getName().equals(method) && accepts(candidate, arguments))
                .map(candidate -> Optional.ofNullable(ofMethod(candidate)))
                .distinct()
                .toList();
        if (named.size() > 1) {
            List<String> names = named.stream().map(name -> name.orElse("none")).toList();
            throw new IllegalStateException("The arguments of " + service + "#" + method + " fit several overloads with"
                    + " different policies: " + names + ". Rename one of the methods.");
        }
        return new PolicyAnnotations(named.isEmpty() ? null : named.get(0).orElse(null), ofType(type));
    }

    private static @Nullable Class<?> load(String service) {
        for (ClassLoader loader : new ClassLoader[] {
            Thread.currentThread().getContextClassLoader(), PolicyAnnotations.class.getClassLoader()
        }) {
            try {
                return Class.forName(service, false, loader);
            } catch (ClassNotFoundException e) {
                log.debug("The AI service {} is not visible to {}", service, loader);
            }
        }
        return null;
    }

    private static boolean accepts(Method method, List<Object> arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.size()) {
            return false;
        }
        for (int index = 0; index < types.length; index++) {
            Object argument = arguments.get(index);
            if (argument != null && !boxed(types[index]).isInstance(argument)) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** On the method itself, else on the method of a super-interface that it redefines. */
    private static @Nullable String ofMethod(Method method) {
        return typesOf(method.getDeclaringClass())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(candidate -> candidate.getName().equals(method.getName())
                        && Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes()))
                .map(candidate -> on(candidate, new HashSet<>()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String ofType(Class<?> type) {
        return typesOf(type)
                .map(candidate -> on(candidate, new HashSet<>()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The type and its super-interfaces, nearest first. */
    private static Stream<Class<?>> typesOf(Class<?> type) {
        return Stream.concat(
                Stream.of(type), Arrays.stream(type.getInterfaces()).flatMap(PolicyAnnotations::typesOf));
    }

    /** On the element, else on one of its annotations. */
    private static @Nullable String on(AnnotatedElement element, Set<Class<?>> seen) {
        ModelPolicy direct = element.getAnnotation(ModelPolicy.class);
        if (direct != null) {
            return direct.value();
        }
        for (Annotation annotation : element.getAnnotations()) {
            if (seen.add(annotation.annotationType())) {
                String meta = on(annotation.annotationType(), seen);
                if (meta != null) {
                    return meta;
                }
            }
        }
        return null;
    }
}
