import type { StyleSpecification, VectorSourceSpecification, LayerSpecification } from 'maplibre-gl'

const source = (layer: string, minzoom: number, maxzoom: number): VectorSourceSpecification => ({
  type: 'vector', tiles: [`${location.origin}/tiles/${layer}/{z}/{x}/{y}.mvt`], minzoom, maxzoom,
})
const boundary = (layer: string, minzoom: number, color: string, width: number): LayerSpecification => ({
  id: `${layer}-line`, type: 'line', source: layer, 'source-layer': layer, minzoom, paint: { 'line-color': color, 'line-width': width },
})

/** An outside basemap is used only where the instance's configuration names one. */
export interface Basemap { tiles: string[]; attribution: string }

/**
 * Our own tiles, drawn quietly: land, the area a person answers for in white, boundaries finer as one comes nearer.
 * No glyph server: Chinese is drawn by the browser itself.
 */
export function mapStyle(scope: string, basemap?: Basemap): StyleSpecification {
  const inScope = ['==', ['slice', ['get', 'code'], 0, scope.length], scope]
  const districtOf = scope.slice(0, 6)
  return {
    version: 8,
    sources: {
      ...(basemap && { basemap: { type: 'raster', tiles: basemap.tiles, tileSize: 256, attribution: basemap.attribution } }),
      districts: source('districts', 6, 12), streets: source('streets', 9, 14), communities: source('communities', 11, 14), grids: source('grids', 13, 16),
      labels: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#e3e9ef' } },
      { id: 'districts-fill', type: 'fill', source: 'districts', 'source-layer': 'districts', paint: { 'fill-color': '#edf1f5' } },
      { id: 'scope-fill', type: 'fill', source: scope.length > 6 ? 'streets' : 'districts', 'source-layer': scope.length > 6 ? 'streets' : 'districts', filter: (scope.length > 9 ? ['==', ['get', 'code'], scope.slice(0, 9)] : inScope) as never, paint: { 'fill-color': '#ffffff' } },
      ...(basemap ? [{ id: 'basemap', type: 'raster' as const, source: 'basemap' }] : []),
      { id: 'highlight-fill', type: 'fill', source: 'grids', 'source-layer': 'grids', filter: ['==', ['get', 'code'], ''], paint: { 'fill-color': '#1456a0', 'fill-opacity': 0.16 } },
      boundary('grids', 14, '#d5dde6', 1),
      boundary('communities', 12, '#bac6d4', 1),
      boundary('streets', 9, '#9fb0c3', 1.1),
      boundary('districts', 6, '#b3c0cf', 1.2),
      { id: 'scope-line', type: 'line', source: 'districts', 'source-layer': 'districts', filter: (scope.length >= 6 ? ['==', ['get', 'code'], districtOf] : inScope) as never, paint: { 'line-color': '#0d3f78', 'line-width': scope.length >= 6 ? 2 : 1.2 } },
      { id: 'highlight-line', type: 'line', source: 'grids', 'source-layer': 'grids', filter: ['==', ['get', 'code'], ''], paint: { 'line-color': '#1456a0', 'line-width': 2.5 } },
      {
        id: 'labels', type: 'symbol', source: 'labels',
        layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans CJK SC'], 'text-size': ['case', ['get', 'strong'], 13, 12], 'text-letter-spacing': ['case', ['get', 'strong'], 0.12, 0], 'symbol-sort-key': ['case', ['get', 'strong'], 0, 1], 'text-padding': 6 },
        paint: { 'text-color': ['case', ['get', 'strong'], '#5a6675', '#1b2430'], 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
      },
    ],
  }
}
