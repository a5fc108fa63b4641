package ecomauction.kit.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list; `next` is the cursor of the following page, null on the last.
@RegisterForReflection
public record Page<T>(List<T> items, @Nullable String next) {

    /// Makes a page from up to `limit + 1` rows: the one too many only tells that more follow.
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, limit);
        return new Page<>(items, position.apply(items.getLast()).encode());
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
