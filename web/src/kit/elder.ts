import { ref, watch } from 'vue'

const key = 'linli.elder'
/** 大字版: larger type, stronger lines, fewer things. A class on the body; remembered on this device. */
export const elder = ref(localStorage.getItem(key) === '1')
watch(elder, on => {
  document.body.classList.toggle('elder', on)
  localStorage.setItem(key, on ? '1' : '0')
}, { immediate: true })
