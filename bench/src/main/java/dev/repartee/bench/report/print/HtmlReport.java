package dev.repartee.bench.report.print;

import dev.repartee.bench.report.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A result as a page that stands alone: no script, nothing loaded, light or dark as its reader
 * likes it, readable on a phone.
 */
public final class HtmlReport {
    private static final String STYLE = style();

    private HtmlReport() {}

    /** Writes the page, over an earlier one. */
    public static void write(RunResult result, Path file) throws IOException {
        Files.writeString(file, page(result));
    }

    static String page(RunResult result) {
        Markup page = new Markup().trusted("<!doctype html>\n").open("html", "lang", "en");
        page.open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.empty("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", "Repartee: " + result.setting().scenario());
        page.open("style").trusted(STYLE).close().close();
        page.open("body").open("main");
        HtmlSections sections = new HtmlSections(result);
        page.add(sections.head()).add(sections.tiles()).add(sections.goals());
        page.element("h2", "Over time").open("div", "class", "plots");
        TimelinePlots plots = new TimelinePlots(result);
        plots.all().forEach(page::add);
        page.close();
        page.element("h2", "Where the time goes").open("div", "class", "plots");
        page.add(StepPlot.of(result.steps())).add(CostPlot.of(result.resources())).close();
        page.add(sections.steps());
        page.element("h2", "Processes").add(sections.processes());
        page.element("h2", "How it was measured").add(sections.setting());
        return page.close().close().close() + "\n";
    }

    private static String style() {
        try (InputStream sheet = HtmlReport.class.getResourceAsStream("report.css")) {
            if (sheet == null) {
                throw new IllegalStateException("report.css is not in the jar");
            }
            return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("report.css cannot be read", e);
        }
    }
}
