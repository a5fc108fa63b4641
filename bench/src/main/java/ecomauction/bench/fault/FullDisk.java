package ecomauction.bench.fault;

import ecomauction.bench.house.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// PostgreSQL's folder lies on a small disk of its own, in memory, and somebody fills it up.
final class FullDisk implements Fault {

    private static final Path DATA = Path.of(".ecom-bench/postgres").toAbsolutePath();
    private static final Path ASIDE = DATA.resolveSibling("postgres.aside");
    private static final Path BALLAST = DATA.resolve("ballast");
    private static final long SPARE_MEGABYTES = 64;
    private static final Duration FULL = Duration.ofSeconds(8);

    private boolean mounted;

    @Override
    public String title() {
        return "PostgreSQL's disk, data and log, is full for 8 s.";
    }

    @Override
    public void prepare(Run run) throws Exception {
        if (mounted) {
            return;
        }
        run.stack().stop("postgres");
        command("mv", DATA + "", ASIDE + "");
        Files.createDirectories(DATA);
        var size = megabytes(ASIDE) + SPARE_MEGABYTES;
        command("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + size + "m", "ecom", DATA + "");
        mounted = true;
        Runtime.getRuntime().addShutdownHook(new Thread(FullDisk::unmount));
        command("cp", "-a", ASIDE + "/.", DATA + "");
        run.stack().start("postgres");
        Rest.of(Duration.ofSeconds(2));
    }

    private static long megabytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum()
                    / 1_000_000;
        }
    }

    @Override
    public void strike(Run run) throws Exception {
        var postgres = ProcessHandle.of(run.house().pid("postgres")).orElseThrow();
        fill();
        Rest.of(FULL);
        Files.delete(BALLAST);
        var died = !postgres.isAlive();
        if (died) {
            run.stack().start("postgres");
        }
        run.figure("PostgreSQL ended and was started again, ", died ? 1 : 0);
    }

    private static void fill() throws IOException {
        try (var out = Files.newOutputStream(BALLAST)) {
            var block = new byte[8192];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(BALLAST)) {
                throw full;
            }
        }
    }

    @Override
    public void undo(Run run) throws Exception {
        if (!mounted) {
            return;
        }
        run.stack().stop("postgres");
        command("rm", "-rf", ASIDE + "");
        command("cp", "-a", DATA + "", ASIDE + "");
        command("umount", DATA + "");
        mounted = false;
        Files.delete(DATA);
        command("mv", ASIDE + "", DATA + "");
        run.stack().start("postgres");
    }

    private static void unmount() {
        try {
            new ProcessBuilder("umount", "-l", DATA + "")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            System.err.println("Still mounted: " + DATA + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void command(String... line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(line)).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    String.join(" ", line) + " failed; mounting needs the rights of root");
        }
    }
}
