/** Where this device is, WGS84; rejects when it does not know or may not say. */
export function herePosition(timeout = 8000): Promise<{ lon: number; lat: number; accuracy_m: number }> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) { reject(new Error('no position')); return }
    navigator.geolocation.getCurrentPosition(
      found => resolve({ lon: found.coords.longitude, lat: found.coords.latitude, accuracy_m: found.coords.accuracy }),
      error => reject(new Error(error.message)), { enableHighAccuracy: true, timeout, maximumAge: 15_000 },
    )
  })
}

/** Metres between two places on the sphere: near enough for "180 m from here". */
export function distance(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const radius = 6_371_008.8, rad = Math.PI / 180
  const h = Math.sin((b.lat - a.lat) * rad / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin((b.lon - a.lon) * rad / 2) ** 2
  return 2 * radius * Math.asin(Math.sqrt(h))
}
