package swafoto.android

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import swafoto.root
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText

/** What a person sees is decided in the core: here is no text of ours, no rule, no threshold and no time. */
class ThinWrapperTest {
    private val modules = listOf("swafoto", "swafoto-camerax", "swafoto-compose").map { root.resolve("android/$it/src/main") }

    private val sources: List<Path> = modules.flatMap { module ->
        Files.walk(module).use { files -> files.filter { it.name.endsWith(".kt") }.toList() }
    }

    /** The code of a file without what is said about it. */
    private fun code(file: Path): List<String> {
        val text = file.readText().replace(Regex("""/\*.*?\*/""", RegexOption.DOT_MATCHES_ALL), "")
        return text.lines().map { it.replace(Regex("""(^|\s)//.*"""), "") }.filterNot { it.startsWith("import ") || it.startsWith("package ") }
    }

    @Test
    fun noTextIsOurs() {
        // Two words with a space between them are something to read; what a developer reads may be one.
        val readable = Regex(""""[^"]*\p{L}{2,} [^"]*"""")
        val found = sources.flatMap { file -> code(file).filter { readable.containsMatchIn(it) }.map { "${file.name}: ${it.trim()}" } }
        assertEquals(ofDevelopers, found.filterNot { line -> "@Deprecated" in line }.toSet())
    }

    @Test
    fun theOnlyTextInResourcesIsTheTitle() {
        val strings = modules.flatMap { module ->
            Files.walk(module).use { files -> files.filter { it.name == "strings.xml" }.toList() }
        }.flatMap { file -> Regex("""name="([^"]+)"""").findAll(file.readText()).map { it.groupValues[1] } }
        assertEquals(setOf("swafoto_title"), strings.toSet())
    }

    @Test
    fun everyNumberIsALookOrAMeasureOfPlatforms() {
        val number = Regex("""(?<![\w.#])\d[\d_]*(\.\d+)?[fFL]?(?![\w])""")
        val found = sources.flatMap { file ->
            code(file).filterNot { it.trim().startsWith("const val ") || it.trim().startsWith("private const val ") || it.trim().startsWith("internal const val ") }
                .flatMap { line -> number.findAll(line.replace(Regex(""""[^"]*""""), "")).map { it.value } }
                .filterNot { it in plain }.map { "${file.name}: $it" }
        }
        assertEquals(numbers, found.toSet())
    }

    @Test
    fun everyNamedNumberSaysWhatItIsOf() {
        val named = sources.flatMap { file ->
            code(file).mapNotNull { Regex("""const val (\w+) = -?[\d.]""").find(it)?.groupValues?.get(1) }
        }
        assertTrue("$named", named.size > 10)
        val odd = named.filterNot { name -> name.endsWith("_DP") || name.endsWith("_SP") }
        assertEquals(namedOtherwise, odd.toSet())
    }

    @Test
    fun theControllerIsHalfOfWhatItWas() {
        val lines = { name: String -> sources.single { it.name == name }.readLines().size }
        // With what it did itself before the core decided, it had 364.
        assertTrue(lines("SelfieController.kt") <= 364 / 2)
    }

    private companion object {
        /** None, one, two halves, and two of a thing. */
        val plain = setOf("0", "1", "2", "0f", "1f")

        /** Turns of pictures, planes of a frame, and sizes that CameraX is asked for. */
        val numbers = setOf("640", "480", "1280", "960", "2592", "1944", "180").map { "BoundCamera.kt: $it" }.toSet() +
            setOf("90", "180", "270").map { "JpegPixels.kt: $it" } + "CameraFrame.kt: 3"

        /** Shares of a window and of colours, units, and what Android wants a number for. */
        val namedOtherwise = setOf(
            "BESIDE", "SHARE", "LEAST_LINES", "CARD", "PRESSED",
            "NANOSECONDS_A_SECOND", "WITHOUT_BOOST", "IDLE_SECONDS", "ONCE", "CAMERA_QUESTION",
        )
        val ofDevelopers = setOf(
            "CameraFrame.kt: \"a frame is YUV_420_888 of 3 planes or JPEG of 1, not format \$format of \${planes.size}\"",
        )
    }
}
