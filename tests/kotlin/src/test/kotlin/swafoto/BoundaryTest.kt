package swafoto

import com.sun.jna.Native
import com.sun.jna.Pointer
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.nio.ByteBuffer
import java.nio.file.Files

/** What crosses the boundary, and how. */
class BoundaryTest {
    private fun address(buffer: ByteBuffer) = Pointer.nativeValue(Native.getDirectBufferPointer(buffer)).toULong()

    @Test
    fun framesAreReadWhereTheyLie() {
        val frame = ByteBuffer.allocateDirect(640 * 480 * 3 / 2)
        assertEquals(address(frame), probeAddress(frame))
        // Two planes that share their bytes, as in NV21.
        val second = frame.position(1).slice()
        assertEquals(address(frame) + 1u, probeAddress(second))
    }

    @Test
    fun everyRuleAndHintHasItsWords() {
        for (hint in Hint.entries) {
            assertTrue(hintName(hint).isNotEmpty())
            assertEquals(Language.entries.size, Language.entries.map { hintText(hint, it) }.toSet().size, "$hint")
        }
        for (rule in RuleId.entries) {
            assertEquals(rule.name.lowercase().replace('_', '-'), ruleName(rule))
            assertEquals(Language.entries.size, Language.entries.map { ruleReason(rule, it) }.toSet().size, "$rule")
        }
        assertEquals(Language.INDONESIAN, languageFromTag("in_ID"))
        val drafts = setOf(Language.JAVANESE)
        for (language in Language.entries) {
            val tag = languageTag(language)
            assertEquals(language.takeUnless { it in drafts }, languageFromTag(tag))
            // Nobody gets what no native reader has seen, unless it is asked for as that.
            assertEquals(language, languageFromTag("$tag-x-draft"))
        }
        assertNull(languageFromTag("su"))
    }

    @Test
    fun policiesTellAboutThemselves() {
        assertTrue(defaultPolicyName() in presetNames())
        for (name in presetNames()) {
            Policy.preset(name).use { policy ->
                assertEquals(name, policy.id())
                assertEquals(64, policy.sha256().length)
                Policy.fromToml(policy.resolvedText()).use { assertEquals(policy.sha256(), it.sha256()) }
                assertTrue(policy.rules().isNotEmpty())
            }
        }
    }

    @Test
    fun theSamePictureGivesTheSameVerdictInEveryLayout() {
        val image = javax.imageio.ImageIO.read(root.resolve("tests/fixtures/astronaut.jpg").toFile())
        val (width, height) = image.width to image.height
        val pixels = image.getRGB(0, 0, width, height, null, 0, width)
        val packed = { channels: Int, order: List<Int> ->
            val bytes = ByteBuffer.allocateDirect(width * height * channels)
            for (pixel in pixels) for (shift in order) bytes.put((pixel ushr shift).toByte())
            bytes.flip()
        }
        Policy.preset("prakerja-2020").use { policy ->
            val verdicts = listOf(
                PackedLayout.RGB to packed(3, listOf(16, 8, 0)),
                PackedLayout.RGBA to packed(4, listOf(16, 8, 0, 24)),
                PackedLayout.BGRA to packed(4, listOf(0, 8, 16, 24)),
            ).map { (layout, bytes) ->
                val stride = (bytes.remaining() / height).toUInt()
                val format = PackedFormat(layout, width.toUInt(), height.toUInt(), stride)
                Shared.engine.judgePacked(bytes, format, FrameFacts(), policy)
            }
            assertEquals(1, verdicts.toSet().size)
            assertEquals(policy.rules().map { it.rule }, verdicts.first().checks.map { it.rule })
        }
    }

    @Test
    fun filesAreJudgedAsTheCommandDoes() {
        val bytes = Files.readAllBytes(root.resolve("tests/fixtures/astronaut.jpg"))
        val file = ByteBuffer.allocateDirect(bytes.size).put(bytes).flip()
        Policy.preset("prakerja-2020").use { policy ->
            val verdict = Shared.engine.judgeFile(file, policy)
            assertTrue(verdict.checks.any { it.status == Status.PASS })
        }
    }
}
