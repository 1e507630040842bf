// Of androidx.camera:camera-core 1.6. Sources: camera/camera-core/api/1.7.0-rc01.txt; ImageProxy's width, height and format
// and PlaneProxy's members, which 1.7 moves to supertypes, as in api/1.5.0-beta01.txt.
package androidx.camera.core

import android.util.Size
import androidx.camera.core.resolutionselector.ResolutionSelector
import androidx.lifecycle.LiveData
import java.nio.ByteBuffer
import java.util.concurrent.Executor

interface Camera {
    val cameraInfo: CameraInfo
}

interface CameraInfo {
    val cameraState: LiveData<CameraState>
}

class CameraInfoUnavailableException : Exception()

class CameraSelector private constructor() {
    companion object {
        @JvmField val DEFAULT_FRONT_CAMERA: CameraSelector = CameraSelector()
    }
}

abstract class CameraState {
    abstract val type: Type
    abstract val error: StateError?

    enum class Type { PENDING_OPEN, OPENING, OPEN, CLOSING, CLOSED }

    abstract class StateError {
        abstract val code: Int
    }

    companion object {
        const val ERROR_MAX_CAMERAS_IN_USE: Int = 1
        const val ERROR_CAMERA_IN_USE: Int = 2
        const val ERROR_OTHER_RECOVERABLE_ERROR: Int = 3
        const val ERROR_STREAM_CONFIG: Int = 4
        const val ERROR_CAMERA_DISABLED: Int = 5
        const val ERROR_CAMERA_FATAL_ERROR: Int = 6
        const val ERROR_DO_NOT_DISTURB_MODE_ENABLED: Int = 7
        const val ERROR_CAMERA_REMOVED: Int = 8
    }
}

abstract class UseCase

interface ExtendableBuilder<T>

interface ImageInfo {
    val rotationDegrees: Int
}

interface ImageProxy : AutoCloseable {
    val format: Int
    val width: Int
    val height: Int
    val planes: Array<PlaneProxy>
    val imageInfo: ImageInfo

    interface PlaneProxy {
        val rowStride: Int
        val pixelStride: Int
        val buffer: ByteBuffer
    }
}

class ResolutionInfo(val resolution: Size, val cropRect: android.graphics.Rect, val rotationDegrees: Int)

class Preview : UseCase() {
    var targetRotation: Int = 0

    fun setSurfaceProvider(surfaceProvider: SurfaceProvider?) = Unit

    interface SurfaceProvider

    class Builder : ExtendableBuilder<Preview> {
        fun setResolutionSelector(selector: ResolutionSelector): Builder = this

        fun build(): Preview = Preview()
    }
}

class ImageAnalysis : UseCase() {
    var targetRotation: Int = 0
    internal var analyser: Pair<Executor, Analyzer>? = null

    fun setAnalyzer(executor: Executor, analyzer: Analyzer) {
        analyser = executor to analyzer
    }

    fun clearAnalyzer() {
        analyser = null
    }

    fun interface Analyzer {
        fun analyze(image: ImageProxy)
    }

    class Builder : ExtendableBuilder<ImageAnalysis> {
        fun setResolutionSelector(selector: ResolutionSelector): Builder = this

        fun setBackpressureStrategy(strategy: Int): Builder = this

        fun setOutputImageFormat(format: Int): Builder = this

        fun build(): ImageAnalysis = ImageAnalysis()
    }

    companion object {
        const val STRATEGY_KEEP_ONLY_LATEST: Int = 0
        const val OUTPUT_IMAGE_FORMAT_YUV_420_888: Int = 1
    }
}

class ImageCapture : UseCase() {
    var targetRotation: Int = 0
    internal var asked: Pair<Executor, OnImageCapturedCallback>? = null

    val resolutionInfo: ResolutionInfo? get() = ResolutionInfo(Size(2592, 1944), android.graphics.Rect(), 270)

    fun takePicture(executor: Executor, callback: OnImageCapturedCallback) {
        asked = executor to callback
    }

    abstract class OnImageCapturedCallback {
        open fun onCaptureSuccess(image: ImageProxy) {}

        open fun onError(exception: ImageCaptureException) {}
    }

    class Builder : ExtendableBuilder<ImageCapture> {
        fun setResolutionSelector(selector: ResolutionSelector): Builder = this

        fun setCaptureMode(mode: Int): Builder = this

        fun setFlashMode(mode: Int): Builder = this

        fun build(): ImageCapture = ImageCapture()
    }

    companion object {
        const val CAPTURE_MODE_MINIMIZE_LATENCY: Int = 1
        const val FLASH_MODE_OFF: Int = 2
    }
}

class ImageCaptureException(val imageCaptureError: Int, message: String, cause: Throwable?) : Exception(message, cause)
