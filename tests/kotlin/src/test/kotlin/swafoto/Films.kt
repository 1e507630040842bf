package swafoto

import com.google.gson.Gson
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption

/** The repository, as xtask names it. */
val root: Path = Path.of(System.getProperty("swafoto.root"))

/** Where xtask has the films of `tests/cases` written. */
val films: Path = root.resolve("target/cases")

/** One case of `tests/cases`, as far as a caller of the SDK needs it. */
class Case(
    val name: String,
    val request: Request,
    val rotation: Int,
    val mirrored: Boolean,
    val expect: Expectation,
) {
    class Request(val retake: List<String>, val declared_covering: Boolean, val covers_head: Boolean?)

    class Expectation(
        val end: String,
        val states: List<String>,
        val hints: List<String>?,
        val never: List<String>?,
        val reasons: List<String>?,
        val captured_before_s: Double?,
        val asked_before_s: Double?,
        val verdict: Verdict?,
    ) {
        class Verdict(val accepted: Boolean)

        /** Whether the session asked when it should, or not at all where it should not. */
        fun allowsQuestion(asked: Long?): Boolean =
            if (asked_before_s == null) asked == null else asked != null && asked <= asked_before_s * 1e9
    }

    override fun toString() = name

    fun policyText(): String = Files.readString(films.resolve(name).resolve("policy.toml"))

    fun openPolicy() = Policy.fromToml(policyText())

    fun facts() = FrameFacts(rotation = rotation, mirrored = mirrored)

    companion object {
        fun all(): List<Case> = Files.list(films).use { folders ->
            folders.filter { Files.exists(it.resolve("case.json")) }.sorted().map { named(it.fileName.toString()) }.toList()
        }

        fun named(name: String): Case =
            Gson().fromJson(Files.readString(films.resolve(name).resolve("case.json")), Case::class.java)
    }
}

/** Between the question whether the head is covered and the answer, as `tests/src/drive.rs` has it. */
const val READING_NS = 600_000_000L

/** Planes of one frame, in memory that Rust can read where it lies. */
class Planes(val y: ByteBuffer, val u: ByteBuffer, val v: ByteBuffer)

/** A Y4M file of 4:2:0 frames in BT.601 full range, read one frame at a time into the same memory. */
class Film(path: Path) : AutoCloseable {
    private val file = FileChannel.open(path, StandardOpenOption.READ)
    private val header = line()
    private val width = number('W')
    private val height = number('H')
    val framesPerSecond = number('F')
    private val planes = Planes(
        ByteBuffer.allocateDirect(width * height),
        ByteBuffer.allocateDirect(chroma(width) * chroma(height)),
        ByteBuffer.allocateDirect(chroma(width) * chroma(height)),
    )

    val format = Yuv420Format(
        encoding = YuvEncoding.BT601_FULL_RANGE,
        width = width.toUInt(),
        height = height.toUInt(),
        yRowStride = width.toUInt(),
        uRowStride = chroma(width).toUInt(),
        uPixelStride = 1u,
        vRowStride = chroma(width).toUInt(),
        vPixelStride = 1u,
    )

    init {
        check(header.startsWith("YUV4MPEG2 ")) { "not a Y4M file: $path" }
    }

    /** The next frame, or nothing at the end. It is overwritten by the one after it. */
    fun next(): Planes? {
        if (file.position() == file.size()) return null
        check(line().startsWith("FRAME"))
        for (plane in listOf(planes.y, planes.u, planes.v)) {
            plane.clear()
            while (plane.hasRemaining()) check(file.read(plane) > 0) { "the file ends within a frame" }
            plane.flip()
        }
        return planes
    }

    override fun close() = file.close()

    private fun line(): String {
        val byte = ByteBuffer.allocate(1)
        return buildString {
            while (file.read(byte.clear()) == 1 && byte[0] != '\n'.code.toByte()) append(byte[0].toInt().toChar())
        }
    }

    private fun number(tag: Char) = header.split(' ').first { it.startsWith(tag) }.drop(1).substringBefore(':').toInt()

    private fun chroma(side: Int) = (side + 1) / 2
}

/** A film's only frame. */
fun still(case: String): Pair<Planes, Yuv420Format> = Film(films.resolve(case).resolve("still.y4m")).use { film ->
    film.next()!! to film.format
}
