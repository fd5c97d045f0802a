package dev.signalbox.agent.tool;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** On which data sources the tools of an object work. */
final class ToolDataSources {

    private ToolDataSources() {}

    /** What the object says, else what its fields say; empty if they say nothing. */
    static Set<DataSource> of(Object object) {
        Set<DataSource> found = Collections.newSetFromMap(new IdentityHashMap<>());
        if (object instanceof TransactionalTools tools) {
            found.add(tools.dataSource());
            return found;
        }
        for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                DataSource source = Modifier.isStatic(field.getModifiers()) ? null : source(value(field, object));
                if (source != null) {
                    found.add(source);
                }
            }
        }
        return found;
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException | RuntimeException e) {
            return null; // a closed module: nothing is known of it
        }
    }

    private static @Nullable DataSource source(@Nullable Object value) {
        if (value == null || value instanceof DataSource) {
            return (DataSource) value;
        }
        try {
            Object has = value.getClass().getMethod("getDataSource").invoke(value);
            return has instanceof DataSource source ? source : null;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    /** Whether transactions of one are transactions of the other. */
    static boolean same(DataSource one, DataSource other) {
        return one == other || wraps(one, other) || wraps(other, one);
    }

    private static boolean wraps(DataSource outer, DataSource inner) {
        try {
            return outer.isWrapperFor(inner.getClass()) && outer.unwrap(inner.getClass()) == inner;
        } catch (SQLException e) {
            return false;
        }
    }
}
