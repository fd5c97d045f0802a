package dev.signalbox.router.autoconfigure;

import dev.signalbox.router.catalogue.ModelCatalogue;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.core.ResolvableType;

/**
 * What images must hold though nobody calls it: the records that properties are bound to, the shipped catalogue, and the
 * scripts of the stores.
 */
final class SignalboxRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        Set<Class<?>> records = new LinkedHashSet<>();
        add(SignalboxProperties.class, records);
        BindableRuntimeHintsRegistrar.forTypes(records.toArray(Class<?>[]::new)).registerHints(hints, classLoader);
        hints.reflection().registerType(DeploymentProperties.class, MemberCategory.INVOKE_PUBLIC_METHODS); // valueOf
        hints.resources().registerPattern(ModelCatalogue.SHIPPED);
        hints.resources().registerPattern("dev/signalbox/router/store/*");
        hints.resources().registerPattern("dev/signalbox/router/gateway/openapi.json");
    }

    /** Spring Boot does not look into the elements of lists. */
    private static void add(Class<?> type, Set<Class<?>> records) {
        if (type.isRecord() && records.add(type)) {
            for (RecordComponent component : type.getRecordComponents()) {
                add(element(ResolvableType.forType(component.getGenericType())), records);
            }
        }
    }

    private static Class<?> element(ResolvableType type) {
        if (Map.class.isAssignableFrom(type.toClass())) {
            return type.asMap().getGeneric(1).toClass();
        }
        return Collection.class.isAssignableFrom(type.toClass())
                ? type.asCollection().getGeneric(0).toClass()
                : type.toClass();
    }
}
