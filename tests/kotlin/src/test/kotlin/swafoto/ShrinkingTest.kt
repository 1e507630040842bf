package swafoto

import com.android.tools.r8.CompilationMode
import com.android.tools.r8.JdkClassFileProvider
import com.android.tools.r8.OutputMode
import com.android.tools.r8.R8
import com.android.tools.r8.R8Command
import com.android.tools.r8.origin.Origin
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import swafoto.shrunk.useEverything
import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.util.jar.JarFile

/**
 * R8 removes and renames what no rule keeps, and JNA finds its things by name: then the app crashes, in release builds
 * only. Here an app is shrunk by R8 with the rules that ship, and runs.
 */
class ShrinkingTest {
    private val rules: List<String> = Files.readAllLines(root.resolve("bindings/kotlin/consumer-rules.pro"))
    private val case = films.resolve("perfect")

    @TempDir
    lateinit var folder: Path

    /** The app, the bindings, and what an app ships with them. */
    private val program: List<Path> = run {
        val path = System.getProperty("java.class.path").split(File.pathSeparator).map(Path::of)
        val jars = path.filter { jar -> listOf("jna", "kotlin-stdlib", "annotations").any { jar.fileName.toString().startsWith("$it-") } }
        val bindings = classes(Engine::class.java, "swafoto") { true }
        val app = classes(ShrinkingTest::class.java, "swafoto/shrunk") { true }
        val shared = setOf("Film.class", "Planes.class", "PlayingKt.class", "Key.class")
        jars + bindings + app + classes(ShrinkingTest::class.java, "swafoto") { it in shared }
    }

    private fun classes(beside: Class<*>, folder: String, wanted: (String) -> Boolean): List<Path> {
        val at = Path.of(beside.protectionDomain.codeSource.location.toURI()).resolve(folder)
        return at.toFile().listFiles { file -> file.extension == "class" && wanted(file.name) }!!.map(File::toPath)
    }

    private fun shrink(rules: List<String>): Path {
        val app = Files.createTempFile(folder, "app", ".jar")
        val own = listOf("-keep class swafoto.shrunk.AppKt { void main(java.lang.String[]); }")
        val command = R8Command.builder()
            .addProgramFiles(program)
            .addLibraryResourceProvider(JdkClassFileProvider.fromSystemJdk())
            .addProguardConfiguration(own + rules, Origin.unknown())
            .setMode(CompilationMode.RELEASE)
            .setOutput(app, OutputMode.ClassFile)
            .build()
        R8.run(command)
        return app
    }

    /** What the app prints in a Java machine of its own. */
    private fun run(app: Path): List<String> {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val library = "-Djna.library.path=${System.getProperty("jna.library.path")}"
        val process = ProcessBuilder(java, library, "-cp", app.toString(), "swafoto.shrunk.AppKt", case.toString())
            .redirectErrorStream(true).start()
        val printed = process.inputStream.bufferedReader().readLines()
        return if (process.waitFor() == 0) printed else printed + "exit code ${process.exitValue()}"
    }

    @Test
    fun aShrunkAppDoesWhatTheAppDoes() {
        val app = shrink(rules)
        val names = JarFile(app.toFile()).use { jar -> jar.entries().toList().map { it.name } }
        assertTrue("swafoto/Update.class" !in names, "R8 renames what the rules do not keep")
        val wanted = useEverything(case)
        assertTrue(wanted.any { it.startsWith("receipt: ") }, "$wanted")
        assertEquals(wanted, run(app))
    }

    @Test
    fun withoutTheRulesItFalls() {
        // Else the test above would pass whatever the rules say.
        val dontWarn = rules.filter { it.startsWith("-dontwarn") }
        val printed = run(shrink(dontWarn))
        assertTrue(printed.last().startsWith("exit code "), "$printed")
    }
}
