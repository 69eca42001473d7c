package io.sightglass.console;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium, headless, that may talk to this machine only.
 */
final class Browser implements AutoCloseable {

	static final String DRIVER = "/usr/bin/chromedriver";

	private final ChromeDriver driver;

	Browser(String... more) throws IOException {
		ChromeOptions options = new ChromeOptions();
		options.setBinary("/usr/bin/chromium");
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--disable-dev-shm-usage", "--user-data-dir=" + Files.createTempDirectory("console-browser"));
		options.addArguments(more);
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", logging);
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(new File(DRIVER)).usingAnyFreePort().build(),
				options);
		this.driver.manage().window().setSize(new Dimension(1400, 1000));
	}

	ChromeDriver driver() {
		return this.driver;
	}

	void await(String script) {
		new WebDriverWait(this.driver, Duration.ofSeconds(60), Duration.ofMillis(50))
			.withMessage(() -> script + "; the page says " + abbreviated() + complaints())
			.until((ignored) -> Boolean.TRUE.equals(this.driver.executeScript("return Boolean(" + script + ")")));
	}

	private String abbreviated() {
		String body = text("body");
		return (body.length() > 500) ? body.substring(0, 500) : body;
	}

	WebElement find(String selector) {
		return this.driver.findElement(By.cssSelector(selector));
	}

	String text(String selector) {
		return find(selector).getText();
	}

	Object run(String script) {
		Object result = this.driver.executeScript(script);
		return (result != null) ? result : "";
	}

	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/**
	 * Lets the page be as wide as a phone.
	 * @param pixels the width; 0 for the window's own
	 */
	void width(int pixels) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", pixels, "height", 0, "deviceScaleFactor", 0, "mobile", pixels > 0));
	}

	/**
	 * Lets the system prefer light or dark.
	 * @param scheme light or dark
	 */
	void prefers(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	void screenshot(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, this.driver.getScreenshotAs(OutputType.BYTES));
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
