import Swafoto

extension ExposureFacts {
    /// What a camera reports, where all of it makes sense: numbers above zero. `exposureTime` in seconds. A camera that
    /// has not measured yet reports zeros, which the core must not take for darkness.
    init?(iso: Double?, exposureTime: Double?, aperture: Double?) {
        guard let iso, let exposureTime, let aperture else { return nil }
        guard [iso, exposureTime, aperture].allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        self.init(iso: Float(iso), exposureTimeS: Float(exposureTime), aperture: Float(aperture))
    }
}
