package ecomauction.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// What a native compiler would be told of a service, in a form that changes only when it means
/// something else: sorted, without names of files and without switches that guard other switches.
final class NativeBuild {
    private static final Pattern NOISE =
            Pattern.compile(
                    "-H:[+-]UnlockExperimentalVMOptions|-H:BuildOutputJSONFile=.*|-jar|.*-runner(\\.jar)?");

    /// Written by Quarkus for each build; their names end in hashes.
    private static final Pattern GENERATED =
            Pattern.compile(
                    ".*(_Scheduled|_SmallRye|_Value|_Extension_|\\$\\$|ExceptionMapper\\$).*");

    private NativeBuild() {}

    static List<String> arguments(String text) {
        var words = List.of(text.strip().split("\\s+"));
        var arguments = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals("--exclude-config")) {
                arguments.add(String.join(" ", words.subList(i, i + 3)));
                i += 2;
            } else if (!NOISE.matcher(word).matches()) {
                arguments.add(listSorted(word));
            }
        }
        return arguments.stream().sorted().toList();
    }

    private static String listSorted(String argument) {
        var start = argument.indexOf('=') + 1;
        return argument.substring(0, start)
                + Arrays.stream(argument.substring(start).split(","))
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    /// The classes of ours that reflection reaches: a record that JSON needs and that is not among
    /// them is written as `{}`, without a word.
    static List<String> reflected(String service) {
        try (var jar =
                new ZipFile(
                        Sources.at("%1$s/target/native-sources/%1$s-runner.jar".formatted(service))
                                .toFile())) {
            var entry = jar.getEntry("META-INF/native-image/reflect-config.json");
            var names = new TreeSet<String>();
            for (var type : new ObjectMapper().readTree(jar.getInputStream(entry))) {
                var name = type.path("name").asText();
                if (Stream.of("ecomauction.", "com.github.benmanes.").anyMatch(name::startsWith)
                        && !GENERATED.matcher(name).matches()) {
                    names.add(name);
                }
            }
            return List.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
